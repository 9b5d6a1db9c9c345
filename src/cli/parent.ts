/**
 * Ends this process when the one that started it with a channel is gone: nobody would read its results, and it would go
 * on with users whom a cleanup is about to remove. Does nothing in a process that was started without a channel.
 */
export function endWithParent(): void {
  // Undefined where there never was a channel.
  if ((process.connected as boolean | undefined) === false) process.exit(2);
  process.once("disconnect", () => process.exit(2));
  // Listening must not keep alive a process that has nothing left to do.
  process.channel?.unref();
}
