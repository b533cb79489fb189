// The page stands without any script; this lets people ask.

import * as claims from "./claims.js";
import * as copy from "./copy.js";
import { begin } from "./state.js";
import * as strip from "./strip.js";
import * as use from "./use.js";

strip.start();
claims.start();
copy.start();
begin();
use.start().catch(() => {}); // the links stand already; only sizes and hashes are missing then
