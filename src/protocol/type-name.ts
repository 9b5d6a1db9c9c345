/** The message type that a type URL names: all after its last slash (google/protobuf/any.proto). */
export function typeName(typeUrl: string): string {
  return typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
}
