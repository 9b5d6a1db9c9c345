import { declareGroup } from "./spec.ts";

/** What every error must look like, in every media type. */
declareGroup("error-body");
