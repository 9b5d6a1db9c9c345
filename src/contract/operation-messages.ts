/** The messages of the operation's RPC, from the vendor's published protobuf contract. */
export {
  GetMyMetadataRequestSchema as RequestSchema,
  GetMyMetadataResponseSchema as ResponseSchema,
  type GetMyMetadataResponse as ResponseMessage,
} from "@zitadel/proto/zitadel/auth_pb.js";
