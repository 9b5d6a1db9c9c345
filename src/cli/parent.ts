/**
 * Ends this process when the channel to its parent closes because the parent died: nobody would read its results, and
 * it would use users that a cleanup is about to remove. Has no effect in a process without a channel.
 */
export function endWithParent(): void {
  // Undefined without a channel.
  if ((process.connected as boolean | undefined) === false) process.exit(2);
  process.once("disconnect", () => process.exit(2));
  // The listener must not keep a finished process alive.
  process.channel?.unref();
}

const AWAITED = "CONFORMANCE_CONTEXT_FOLLOWS";

/** Variables of a process that is started before its context is known, and waits for it on the channel to its parent. */
export const AWAITS_CONTEXT: Readonly<Record<string, string>> = { [AWAITED]: "1" };

/** Waits for the context where the parent sends one, and puts it into the environment, where it is expected. */
export async function receiveContext(): Promise<void> {
  if (process.env[AWAITED] === undefined) return;
  // Workers inherit the environment, and their parent sends none.
  Reflect.deleteProperty(process.env, AWAITED);
  const orphaned = (): never => process.exit(2);
  if (!process.connected) orphaned();
  process.once("disconnect", orphaned);
  const context = await new Promise((resolve) => process.once("message", resolve));
  process.off("disconnect", orphaned);
  Object.assign(process.env, context);
}
