import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { recutFrames, withoutOwnPings } from "./http2-frames.ts";

/** What a relay does with the bytes that it passes on. */
export interface RelayOptions {
  /** Closes connections that begin with HTTP/2's preface (RFC 9113 §3.4). */
  readonly refusesHttp2?: boolean;
  /** Bytes before each answer over HTTP/1.1: an interim response (RFC 9110 §15.2). */
  readonly interim?: string;
  /** Cuts HTTP/2 into other frames than the server's. */
  readonly recutsFrames?: boolean;
}

/** A relay that listens. */
export interface Relay {
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** Passes bytes on to a server of this machine as they come. */
export async function openRelay(server: string, options: RelayOptions): Promise<Relay> {
  const { port } = new URL(server);
  const sockets = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: "127.0.0.1", port: Number(port), noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    join(near, far, options);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${String((listener.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        listener.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Nobody pipelines requests here, so that the first bytes after a request begin its answer. */
function join(near: Socket, far: Socket, { refusesHttp2 = false, interim, recutsFrames = false }: RelayOptions): void {
  let isHttp2: boolean | undefined;
  let isAnswerDue = false;
  const [toServer, toClient] = [withoutOwnPings(), recutFrames()];
  const isRecut = (): boolean => recutsFrames && isHttp2 === true;
  near.on("data", (chunk: Buffer) => {
    isHttp2 ??= chunk.toString("latin1", 0, 3) === "PRI";
    if (isHttp2 && refusesHttp2) {
      near.destroy();
      return;
    }
    isAnswerDue = true;
    far.write(isRecut() ? toServer(chunk) : chunk);
  });
  far.on("data", (chunk: Buffer) => {
    if (isAnswerDue && isHttp2 === false && interim !== undefined) near.write(interim);
    isAnswerDue = false;
    near.write(isRecut() ? toClient(chunk) : chunk);
  });
}
