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
