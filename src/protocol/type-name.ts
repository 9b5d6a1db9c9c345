/** The message type in a type URL: everything after its last slash (google/protobuf/any.proto). */
export function typeName(typeUrl: string): string {
  return typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
}
