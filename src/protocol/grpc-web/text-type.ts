/** True for the media types whose body is base64 text (gRPC PROTOCOL-WEB, "Text-encoded (response) streams"). */
export function isTextType(mediaType: string | undefined): boolean {
  return mediaType?.toLowerCase().startsWith("application/grpc-web-text") === true;
}
