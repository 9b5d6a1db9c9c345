import { clone, create, setExtension } from "@bufbuild/protobuf";
import {
  EnumDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldDescriptorProtoSchema,
  FieldOptionsSchema,
  FileDescriptorSetSchema,
  MethodOptionsSchema,
  OneofDescriptorProtoSchema,
  type DescriptorProto,
  type FieldDescriptorProto,
  type FileDescriptorProto,
  type FileDescriptorSet,
  type MethodDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import { http } from "@zitadel/proto/google/api/annotations_pb.js";
import { HttpRuleSchema } from "@zitadel/proto/google/api/http_pb.js";
import { rules, FieldRulesSchema } from "@zitadel/proto/validate/validate_pb.js";
import { auth_option, AuthOptionSchema } from "@zitadel/proto/zitadel/options_pb.js";
import { findPackage } from "../../src/drift/contract/messages/package-folder.ts";
import { readDescriptors } from "../../src/drift/contract/messages/read.ts";
import { reduceMessages } from "../../src/drift/contract/messages/reduce.ts";
import type { MessageSnapshot } from "../../src/drift/contract/messages/snapshot.ts";

export { Label, Type };

const installed = await readDescriptors(findPackage("@zitadel/proto", "test"));

/** A copy of the installed descriptors that a test may change. */
export class Descriptors {
  readonly set: FileDescriptorSet = clone(FileDescriptorSetSchema, installed);

  /** The snapshot of the current descriptors. */
  snapshot(): MessageSnapshot {
    return reduceMessages(this.set, "1.0.0");
  }

  file(name: string): FileDescriptorProto {
    return there(this.set.file.find((each) => each.name === name));
  }

  /** The RPC GetMyMetadata. */
  rpc(): MethodDescriptorProto {
    const methods = this.file("zitadel/auth.proto").service.flatMap((service) => service.method);
    return there(methods.find(({ name }) => name === "GetMyMetadata"));
  }

  /** One of the vendor's messages, by its name in its file. */
  message(name: string): DescriptorProto {
    return there(this.set.file.flatMap((file) => file.messageType).find((each) => each.name === name));
  }

  /** ObjectDetails, which most samples change. */
  details(): DescriptorProto {
    return this.message("ObjectDetails");
  }

  field(name: string): FieldDescriptorProto {
    return there(this.details().field.find((each) => each.name === name));
  }

  drop(name: string): void {
    const details = this.details();
    details.field = details.field.filter((each) => each.name !== name);
  }

  /** Adds a field to ObjectDetails, an optional string by default. */
  add(name: string, number: number, more: Partial<FieldDescriptorProto> = {}): void {
    const field = create(FieldDescriptorProtoSchema, { name, number, label: Label.OPTIONAL, type: Type.STRING });
    this.details().field.push(Object.assign(field, more));
  }

  /** Adds a field `kind` to ObjectDetails, of an enum with these values. */
  addEnum(values: Readonly<Record<string, number>>): void {
    const value = Object.entries(values).map(([name, number]) => ({ name, number }));
    this.file("zitadel/object.proto").enumType.push(create(EnumDescriptorProtoSchema, { name: "Kind", value }));
    this.add("kind", 9, { type: Type.ENUM, typeName: ".zitadel.v1.Kind" });
  }

  /** Puts the owner into a oneof. */
  addOneof(name: string): void {
    this.details().oneofDecl.push(create(OneofDescriptorProtoSchema, { name }));
    this.field("resource_owner").oneofIndex = this.details().oneofDecl.length - 1;
  }

  /** Binds the RPC to HTTP. */
  bind(get: string, ...additional: readonly string[]): void {
    const additionalBindings = additional.map((path) => ({
      pattern: { case: "post", value: path } as const,
      body: "*",
    }));
    const pattern = { case: "get", value: get } as const;
    setExtension(this.#options(), http, create(HttpRuleSchema, { pattern, additionalBindings }));
  }

  /** Binds the RPC to a custom method. */
  bindCustom(kind: string, path: string): void {
    const pattern = { case: "custom", value: { $typeName: "google.api.CustomHttpPattern", kind, path } } as const;
    setExtension(this.#options(), http, create(HttpRuleSchema, { pattern }));
  }

  /** Requires a permission of the caller; without one removes the option. */
  require(permission: string | undefined, checkFieldName = ""): void {
    const options = this.#options();
    if (permission === undefined) this.rpc().options = create(MethodOptionsSchema);
    else setExtension(options, auth_option, create(AuthOptionSchema, { permission, checkFieldName }));
    if (permission === undefined) this.bind("/users/me/metadata/{key}");
  }

  /** Sets the validation rules of the request's key. */
  validate(maxLen: bigint): void {
    const key = there(this.message("GetMyMetadataRequest").field[0]);
    key.options ??= create(FieldOptionsSchema);
    const type = { case: "string", value: { minLen: 1n, maxLen } } as const;
    setExtension(key.options, rules, create(FieldRulesSchema, { type }));
  }

  #options(): NonNullable<MethodDescriptorProto["options"]> {
    return (this.rpc().options ??= create(MethodOptionsSchema));
  }
}

function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("The descriptors do not have what the test changes");
  return found;
}
