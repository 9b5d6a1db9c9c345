import { answer } from "./dispatch.ts";
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

/** Turns a request into the bytes of its answer, and applies every behaviour at each stage. */
export async function respond(
  received: RawRequest,
  state: State,
  behaviours: readonly Behaviour[],
): Promise<WireAnswer> {
  const raw = behaviours.reduce((value, { raw: hook }) => hook?.(value, state) ?? value, received);
  const call = behaviours.reduce((value, { call: hook }) => hook?.(value, state) ?? value, callOf(raw));
  const authenticated = () =>
    behaviours.reduce(
      (found, { authentication: hook }) => hook?.(found, call, state) ?? found,
      authenticate(raw, state),
    );
  const right = await answer(call, authenticated, state);
  const given = behaviours.reduce((value, { answer: hook }) => hook?.(value, call, state) ?? value, right);
  const context: Context = { call, answer: given, state };
  const rendered = call.transport === "rest" ? renderRest(context, behaviours) : renderRpc(context, behaviours);
  const wire: WireAnswer = { ...rendered, headers: [...commonHeaders(call, state), ...rendered.headers] };
  return behaviours.reduce((value, { wire: hook }) => hook?.(value, context) ?? value, wire);
}

function callOf(raw: RawRequest): Call {
  const transport = transportOf(raw);
  return { raw, transport, route: routeOf(raw, transport) };
}
