/**
 * The protobuf contract of the operation in one version of the vendor's package: the RPC, every message that its
 * request and response reach, and the message that errors carry. google.rpc.Status is Google's, and in no package.
 */
export interface MessageSnapshot {
  /** Version of the package. */
  readonly version: string;
  /** Null when the service does not have the RPC. */
  readonly rpc: RpcSnapshot | null;
  /** By full name. */
  readonly messages: Readonly<Record<string, MessageShape>>;
  /** By full name; numbers by the names of values. */
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** One method of a service (google/protobuf/descriptor.proto, MethodDescriptorProto). */
export interface RpcSnapshot {
  /** Full names of the messages. */
  readonly request: string;
  readonly response: string;
  /** `unary`, `server_streaming`, `client_streaming` or `bidi_streaming`. */
  readonly streaming: string;
  readonly deprecated: boolean;
  /** Bindings to HTTP such as `GET /users/me`, sorted (google/api/http.proto, HttpRule). */
  readonly http: readonly string[];
  /** What the vendor requires of the caller (zitadel/options.proto, AuthOption); absent when it requires nothing. */
  readonly permission?: string;
}

/** One message (DescriptorProto). */
export interface MessageShape {
  readonly deprecated: boolean;
  /** By number. */
  readonly fields: readonly FieldShape[];
  /** Ranges of numbers that no field may use again, both ends included, joined and in order. */
  readonly reservedNumbers: readonly (readonly [first: number, last: number])[];
  readonly reservedNames: readonly string[];
}

/** One field (FieldDescriptorProto), its features resolved: the wire form counts, not the syntax. */
export interface FieldShape {
  readonly name: string;
  readonly number: number;
  readonly jsonName: string;
  /** `string`, `message zitadel.v1.ObjectDetails`, `enum x.Y`, `map of string to bytes`. */
  readonly type: string;
  readonly repeated: boolean;
  /** Whether absence differs from a zero value, `required` in proto2; absent for a list. */
  readonly presence: "explicit" | "implicit" | "required" | "none";
  readonly oneof?: string;
  readonly deprecated: boolean;
  /** Validation rules such as `string.maxLen 200`, sorted (validate/validate.proto, FieldRules). */
  readonly rules: readonly string[];
}
