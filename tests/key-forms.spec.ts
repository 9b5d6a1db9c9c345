import { declareGroup } from "./spec.ts";

/** Keys of every form: reserved characters, dot segments, other scripts, the longest and the too long. */
declareGroup("key-forms");
