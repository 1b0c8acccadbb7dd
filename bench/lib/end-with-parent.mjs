// node --import this: a bench whose starter was killed ends too, and its browser with it.
import { endWithParent } from '../../scripts/lib/end-with-npm.mjs';

endWithParent();
