import { config } from 'zod';

// The page may not compile code at run time: its content security policy refuses it.
config({ jitless: true });
