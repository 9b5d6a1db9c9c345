import { signAssertion } from "../auth/oauth.ts";
import { openTokenSource } from "../auth/open.ts";
import { parseKeyFile } from "../auth/key-file.ts";
import type { JsonObject } from "../contract/json-object.ts";
import { BlockedError } from "../errors.ts";
import type { Exchange, WireRequest } from "../protocol/exchange.ts";
import { dateOf } from "../protocol/http-date.ts";
import { jsonObjectOf } from "../protocol/json/response.ts";
import { answered } from "../provisioning/answered.ts";
import { noteCreated, noteIntended, noteRemoved } from "../provisioning/journal.ts";
import { until } from "../provisioning/shows.ts";
import { SYSTEM_CLOCK } from "../runner/http/clock.ts";
import { openTargetConnection } from "../runner/http/open-connection.ts";
import type { TargetConnection } from "../runner/http/target-connection.ts";
import { PROJECTION_TIMEOUT } from "../runner/until-visible.ts";
import type { RecordedExchange } from "../servers/recording/format.ts";
import { recordedExchange } from "../servers/recording/write.ts";
import { secretsOfAccess, type ProvisioningHandle } from "../target/access.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { basePathOf } from "../transports/base-path.ts";
import { ADMIN_STEPS, type AdminStep } from "./admin-steps.ts";
import { whoeverRecords } from "./administrator.ts";
import type { LearningConcealer } from "./concealer.ts";

/** Lifetime of the short-lived token in milliseconds, plus a second for the rounding of the Date field. */
const SHORT_LIFE = 4000;

/**
 * Records the management API and the token endpoint with users of its own, whose names the run's journal has before
 * their requests go out. Rejects with a BlockedError when a step fails.
 */
export async function recordAdmin(
  descriptor: TargetDescriptor,
  provisioning: ProvisioningHandle,
  concealer: LearningConcealer,
  interrupted: AbortSignal,
): Promise<RecordedExchange[]> {
  const connection = openTargetConnection(descriptor);
  const admin = openTokenSource(descriptor, provisioning.access, "administrator");
  try {
    const script = new AdminScript(descriptor, provisioning, concealer, connection);
    const exchanges: RecordedExchange[] = [];
    for (const step of ADMIN_STEPS) {
      if (interrupted.aborted) throw new BlockedError("The recording was interrupted: nothing was written.");
      script.learn("token:admin", await admin.current());
      exchanges.push(await script.run(step));
    }
    return exchanges;
  } finally {
    admin.close();
    connection.close();
  }
}

/** One run of the steps: what it created, and the secrets that it received. */
class AdminScript {
  readonly #descriptor: TargetDescriptor;
  readonly #provisioning: ProvisioningHandle;
  readonly #concealer: LearningConcealer;
  readonly #connection: TargetConnection;
  readonly #values = new Map<string, string>();
  readonly #secrets = new Map<string, string>();
  /** How far the server's clock is ahead of this one, in milliseconds. */
  #ahead = 0;

  constructor(
    descriptor: TargetDescriptor,
    provisioning: ProvisioningHandle,
    concealer: LearningConcealer,
    connection: TargetConnection,
  ) {
    this.#descriptor = descriptor;
    this.#provisioning = provisioning;
    this.#concealer = concealer;
    this.#connection = connection;
    this.#values.set("name", `${provisioning.names}-recorded`);
  }

  /** Keeps a secret for later requests, and hides it in the recording. */
  learn(placeholder: string, secret: string): void {
    this.#secrets.set(placeholder, secret);
    this.#concealer.name(placeholder, secret);
  }

  async run(step: AdminStep): Promise<RecordedExchange> {
    const sent = await this.#untilShown(step);
    const json = jsonObjectOf(sent.exchange.response) ?? {};
    for (const [member, name] of Object.entries(step.keeps ?? {})) {
      this.#values.set(name, stringOf(json, member) ?? "");
    }
    for (const [member, placeholder] of Object.entries(step.learns ?? {})) {
      const secret = stringOf(json, member);
      if (secret !== undefined) this.learn(placeholder, secret);
    }
    if (step.id === "create-key") await this.#sign();
    const { response } = sent.exchange;
    const shown = step.id === "me" ? { ...response, body: whoeverRecords(response) } : response;
    // The recording has the request as the step defines it, which never held a secret.
    const exchange = { ...sent.exchange, request: sent.written, response: shown };
    return recordedExchange(step.id, exchange, "", this.#concealer);
  }

  /** Sends a step, and repeats it until an earlier change is visible. */
  async #untilShown(step: AdminStep): Promise<{ exchange: Exchange; written: WireRequest }> {
    const { projectionTimeout = PROJECTION_TIMEOUT } = this.#descriptor;
    let last = await this.#send(step);
    const { shows } = step;
    if (shows === undefined) return last;
    const isShown = (): boolean => {
      const { status, body } = last.exchange.response;
      return status === shows.status && (shows.text?.test(Buffer.from(body).toString()) ?? true);
    };
    const resendUntilShown = async (): Promise<boolean> => {
      if (isShown()) return true;
      last = await this.#send(step);
      return isShown();
    };
    await until(resendUntilShown, projectionTimeout + SHORT_LIFE, SYSTEM_CLOCK);
    return last;
  }

  async #send(step: AdminStep): Promise<{ exchange: Exchange; written: WireRequest }> {
    const { baseUrl } = this.#descriptor;
    const written = this.#written(step);
    const sent: WireRequest = {
      ...written,
      path: `${basePathOf(baseUrl)}${written.path}`,
      headers: written.headers.map(([name, value]) => [name, this.#withSecrets(value, step)] as const),
      body: Buffer.from(this.#withSecrets(Buffer.from(written.body).toString(), step)),
    };
    this.#noteIntended(step);
    const exchange = await answered(baseUrl, () => this.#connection.send("rest", sent));
    this.#noteFate(step, exchange);
    const date = dateOf(exchange.response.headers);
    if (date !== undefined) this.#ahead = date - Date.now();
    return { exchange, written };
  }

  /** The request, with placeholders for secrets. */
  #written({ id, method, path, as, json, form }: AdminStep): WireRequest {
    const type =
      json !== undefined ? "application/json" : form !== undefined ? "application/x-www-form-urlencoded" : "";
    const expanded = (text: string): string => this.#withValues(text, id);
    return {
      httpVersion: "1.1",
      method,
      path: expanded(path),
      headers: [
        ...(as === undefined ? [] : [["authorization", `Bearer {{${as}}}`] as const]),
        ...(type === "" ? [] : [["content-type", type] as const]),
      ],
      body: Buffer.from(expanded(json ?? form ?? "")),
    };
  }

  #withValues(text: string, id: string): string {
    return text.replace(/<([a-z]+|[+-]\d+)>/g, (_, name: string) => {
      if (/^[+-]/.test(name)) return new Date(Date.now() + this.#ahead + Number(name) * 1000).toISOString();
      const value = this.#values.get(name) ?? "";
      // An id with other characters would lead to another operation.
      if (!/^[A-Za-z0-9_-]+$/.test(value)) throw missing(id, `the ${name}`);
      return value;
    });
  }

  #withSecrets(text: string, { id, form }: AdminStep): string {
    return text.replace(/\{\{([^}]+)\}\}/g, (_, placeholder: string) => {
      const secret = this.#secrets.get(placeholder);
      if (secret === undefined) throw missing(id, placeholder);
      return form === undefined ? secret : encodeURIComponent(secret);
    });
  }

  /** Signs an assertion with the user's key, as a client would. */
  async #sign(): Promise<void> {
    const encoded = this.#secrets.get("key-file-base64") ?? "";
    const file = parseKeyFile(Buffer.from(encoded, "base64").toString());
    if (typeof file === "string") throw new BlockedError(`The key file that the instance made ${file}.`);
    for (const line of secretsOfAccess({ kind: "key", file })) this.#concealer.hide(line);
    const { tokenSettings, baseUrl } = this.#descriptor;
    this.learn("assertion", await signAssertion(file, tokenSettings?.issuer ?? new URL(baseUrl).origin));
  }

  #noteIntended({ makes }: AdminStep): void {
    const { journal } = this.#provisioning;
    if (makes !== undefined && journal !== null) noteIntended(journal, this.#nameOf(makes));
  }

  /** A refused request created no user, unless the refusal is that the name is taken. */
  #noteFate({ makes }: AdminStep, { response }: Exchange): void {
    const { journal } = this.#provisioning;
    if (makes === undefined || journal === null) return;
    const { status } = response;
    const id = stringOf(jsonObjectOf(response) ?? {}, "userId");
    if (id !== undefined) noteCreated(journal, this.#nameOf(makes), id);
    else if (status >= 400 && status < 500 && status !== 409) noteRemoved(journal, this.#nameOf(makes));
  }

  #nameOf(makes: string): string {
    return `${this.#values.get("name") ?? ""}${makes}`;
  }
}

function missing(step: string, what: string): BlockedError {
  return new BlockedError(
    `The step ${step} of the management recording lacks ${what}, which no earlier answer held: check the instance's log, and record again.`,
  );
}

function stringOf(json: JsonObject, name: string): string | undefined {
  const value = json[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
