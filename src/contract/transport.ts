/** A wire format that the vendor offers the operation in. */
export type Transport = "rest" | "grpc" | "grpc-web";

/** Every transport, in the order that reports use. */
export const TRANSPORTS: readonly Transport[] = ["rest", "grpc", "grpc-web"];

/** HTTP version of a message, as RFC 9110 §2.5 writes it. */
export type HttpVersion = "1.1" | "2.0";
