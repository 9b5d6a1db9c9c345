/** The messages of the operation's RPC, as the vendor's published protobuf contract has them. */
export {
  GetMyMetadataRequestSchema as RequestSchema,
  GetMyMetadataResponseSchema as ResponseSchema,
  type GetMyMetadataResponse as ResponseMessage,
} from "@zitadel/proto/zitadel/auth_pb.js";
