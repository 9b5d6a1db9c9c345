import { declareGroup } from "./spec.ts";

/** The gRPC and gRPC-Web wire formats: status, frames, trailers, deadlines, CORS. */
declareGroup("wire");
