import { readFileSync } from "node:fs";
import { createFileRegistry, fromBinary, type Message } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import type { GetMyMetadataRequest, GetMyMetadataResponse } from "@zitadel/proto/zitadel/auth_pb.js";
import { packageFile } from "../package-file.ts";

export type { GetMyMetadataResponse as ResponseMessage };

/**
 * File in `schemas/` that has the operation's messages from the vendor's published protobuf contract, and nothing else of it:
 * to read the contract's own files takes a process a tenth of a second. Programs such as grpcurl read it too.
 */
export const MESSAGE_SET_FILE = "get-my-metadata.protoset";

const MESSAGES = createFileRegistry(
  fromBinary(FileDescriptorSetSchema, readFileSync(packageFile(`schemas/${MESSAGE_SET_FILE}`))),
);

/** The request of the operation's RPC. */
export const RequestSchema = messageOf<GetMyMetadataRequest>("zitadel.auth.v1.GetMyMetadataRequest");

/** Its response. */
export const ResponseSchema = messageOf<GetMyMetadataResponse>("zitadel.auth.v1.GetMyMetadataResponse");

function messageOf<Shape extends Message>(typeName: string): GenMessage<Shape> {
  const message = MESSAGES.getMessage(typeName);
  if (message === undefined)
    throw new Error(`schemas/${MESSAGE_SET_FILE} lacks ${typeName}: npm run schemas writes it`);
  return message as GenMessage<Shape>;
}
