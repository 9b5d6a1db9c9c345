import { answer } from "./dispatch.ts";
import type { Answer } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import type { Behaviour, Context } from "./behaviour.ts";
import type { RawRequest } from "../http/request.ts";
import type { WireAnswer } from "../http/wire.ts";
import type { Call } from "./call.ts";
import { commonHeaders } from "./common-headers.ts";
import { renderRest } from "./render-rest.ts";
import { renderRpc } from "./render-rpc.ts";
import { routeOf, transportOf } from "./route.ts";
import type { State } from "./state.ts";

/** A request with what became of it at each stage. */
export interface Responded {
  readonly received: RawRequest;
  readonly call: Call;
  readonly answer: Answer;
  readonly wire: WireAnswer;
}

/** Turns a request into the bytes of its answer, and applies every behaviour at each stage. */
export async function respond(
  received: RawRequest,
  state: State,
  behaviours: readonly Behaviour[],
): Promise<WireAnswer> {
  return (await respondInStages(received, state, behaviours)).wire;
}

/** The same, with every stage. */
export async function respondInStages(
  received: RawRequest,
  state: State,
  behaviours: readonly Behaviour[] = [],
): Promise<Responded> {
  const raw = behaviours.reduce((value, { raw: hook }) => hook?.(value, state) ?? value, received);
  const call = callOf(raw, state, behaviours);
  const right = await answer(call, authentication(raw, call, state, behaviours), state);
  const context = contextOf(call, right, state, behaviours);
  return { received, call, answer: right, wire: afterwards(render(context, behaviours), context, behaviours) };
}

/**
 * What `respond` answers to the same request with one behaviour, in the same state at the same time. A stage is gone through
 * again only where the behaviour has changed what goes into it, or acts in it.
 */
export async function respondAgain(base: Responded, state: State, behaviour: Behaviour): Promise<WireAnswer> {
  const behaviours = [behaviour];
  const raw = behaviour.raw?.(base.received, state) ?? base.received;
  const call =
    raw === base.received ? (behaviour.call?.(base.call, state) ?? base.call) : callOf(raw, state, behaviours);
  const isSameCall = call === base.call && behaviour.authentication === undefined;
  const right = isSameCall ? base.answer : await answer(call, authentication(raw, call, state, behaviours), state);
  const context = contextOf(call, right, state, behaviours);
  const isSameAnswer = call === base.call && context.answer === base.answer && !actsWhileRendering(behaviour, call);
  return afterwards(isSameAnswer ? copyOf(base.wire) : render(context, behaviours), context, behaviours);
}

function callOf(raw: RawRequest, state: State, behaviours: readonly Behaviour[]): Call {
  const transport = transportOf(raw);
  const call = { raw, transport, route: routeOf(raw, transport) };
  return behaviours.reduce<Call>((value, { call: hook }) => hook?.(value, state) ?? value, call);
}

function authentication(raw: RawRequest, call: Call, state: State, behaviours: readonly Behaviour[]) {
  return () =>
    behaviours.reduce(
      (found, { authentication: hook }) => hook?.(found, call, state) ?? found,
      authenticate(raw, state),
    );
}

function contextOf(call: Call, right: Answer, state: State, behaviours: readonly Behaviour[]): Context {
  const given = behaviours.reduce((value, { answer: hook }) => hook?.(value, call, state) ?? value, right);
  return { call, answer: given, state };
}

function render(context: Context, behaviours: readonly Behaviour[]): WireAnswer {
  const { call, state } = context;
  const rendered = call.transport === "rest" ? renderRest(context, behaviours) : renderRpc(context, behaviours);
  return { ...rendered, headers: [...commonHeaders(call, state), ...rendered.headers] };
}

function actsWhileRendering({ json, message, rpc }: Behaviour, { transport }: Call): boolean {
  return transport === "rest" ? json !== undefined : message !== undefined || rpc !== undefined;
}

function afterwards(rendered: WireAnswer, context: Context, behaviours: readonly Behaviour[]): WireAnswer {
  return behaviours.reduce((value, { wire: hook }) => hook?.(value, context) ?? value, rendered);
}

/** A behaviour may write into what it gets: types keep it from all but the bytes. */
function copyOf(wire: WireAnswer): WireAnswer {
  return { ...wire, chunks: wire.chunks.map((chunk) => Buffer.from(chunk)) };
}
