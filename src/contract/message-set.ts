import { clone, create, toBinary, type DescFile, type DescMessage } from "@bufbuild/protobuf";
import {
  DescriptorProtoSchema,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  ServiceDescriptorProtoSchema,
  type DescriptorProto,
  type FileDescriptorProto,
  type ServiceDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import {
  GetMyMetadataRequestSchema as RequestSchema,
  GetMyMetadataResponseSchema as ResponseSchema,
} from "@zitadel/proto/zitadel/auth_pb.js";
import { OPERATION } from "./operation.ts";

/**
 * The operation's RPC and its messages as a FileDescriptorSet, and nothing else of the vendor's files: a program that
 * calls the RPC then needs neither those files nor a server that publishes them.
 */
export function messageSet(): Uint8Array {
  const messages = reachable([RequestSchema, ResponseSchema]);
  const files = [...new Set(messages.map(({ file }) => file))];
  // What a file depends on comes before it.
  files.sort((left, right) => Number(dependsOn(left, right)) - Number(dependsOn(right, left)));
  const set = create(FileDescriptorSetSchema, { file: files.map((file) => reducedFile(file, files, messages)) });
  return toBinary(FileDescriptorSetSchema, set);
}

/** Messages with those that their fields have. */
function reachable(first: readonly DescMessage[]): readonly DescMessage[] {
  const found = new Set(first);
  for (const message of found) {
    for (const field of message.fields) if (field.message !== undefined) found.add(field.message);
  }
  return [...found];
}

function dependsOn(file: DescFile, other: DescFile): boolean {
  return file.dependencies.some((each) => each === other || dependsOn(each, other));
}

function reducedFile(
  file: DescFile,
  files: readonly DescFile[],
  messages: readonly DescMessage[],
): FileDescriptorProto {
  const { name, package: inPackage, syntax } = file.proto;
  return create(FileDescriptorProtoSchema, {
    name,
    package: inPackage,
    syntax,
    dependency: file.dependencies.filter((each) => files.includes(each)).map((each) => each.proto.name),
    messageType: messages.filter((message) => message.file === file).map(reducedMessage),
    service: file === RequestSchema.file ? [service()] : [],
  });
}

/** Without options, which belong to the vendor's own tools. */
function reducedMessage({ proto }: DescMessage): DescriptorProto {
  const message = clone(DescriptorProtoSchema, proto);
  delete message.options;
  for (const field of message.field) delete field.options;
  return message;
}

function service(): ServiceDescriptorProto {
  const method = {
    name: OPERATION.name,
    inputType: `.${RequestSchema.typeName}`,
    outputType: `.${ResponseSchema.typeName}`,
  };
  return create(ServiceDescriptorProtoSchema, { name: OPERATION.service.split(".").at(-1) ?? "", method: [method] });
}
