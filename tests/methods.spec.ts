import { declareGroup } from "./spec.ts";

/** Methods other than the documented one: refused properly, and without effect. */
declareGroup("methods");
