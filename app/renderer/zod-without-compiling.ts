import { config } from 'zod';

// The console's CSP forbids compiling code at run time, which zod tries for speed as soon as a
// schema is made: so this stands before the first import that makes one.
config({ jitless: true });
