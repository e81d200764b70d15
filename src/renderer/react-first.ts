// React makes errors as soon as it runs, to compare with later. Where a program watches the page, V8 reads every file in
// their stacks again, so React runs in a small one of its own.
import 'react-dom/client';
