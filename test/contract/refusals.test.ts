import { describeRefusals } from './refusals.ts';
import { transports } from './transports.ts';

describeRefusals(transports.slice(0, 3));
