/*
 * A failure is reported in one of two ways.
 *
 * What ends the work is thrown, as one of few known classes: a UserError ends the command and its message is for the
 * user; a TransportError, a ThrottledError, an AdminClientError or a NotRecorded ends one case, which the runner turns
 * into rows that say why. Any other error is a fault of our own.
 *
 * What is judged is returned: what a server sent is never a reason to throw. A function that reads bytes returns what it
 * read or a Problem (evidence keeps both: what was read, and why it ends there), a check returns violations or why there is nothing to judge, and a function named `why…` returns
 * the reason against something, or undefined when there is none. A decoder of one value returns undefined for text that
 * is not of its form; the caller knows what that means.
 */

/** Why something cannot be read, in place of what would have been read. */
export interface Problem {
  readonly problem: string;
}

/** An error whose message is all that the user needs: one sentence on what is wrong, where, and what to do. */
export abstract class UserError extends Error {
  /** Exit code of a command that ends with it: 1 is for what the vendor is guilty of, so that these end with 2. */
  readonly exitCode = 2;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** A setting or an argument is missing or wrong. The message names it and the remedy. */
export class SettingError extends UserError {
  /** Name of the setting, as in the environment, or of the argument. */
  readonly setting: string;

  constructor(setting: string, message: string) {
    super(message);
    this.setting = setting;
  }
}

/** The environment stands in the way, not the vendor: nothing can be judged. */
export class BlockedError extends UserError {}

/** The target does not want to be asked so often, and waiting for it did not help. */
export class ThrottledError extends UserError {}

/** Users that a run made could not be removed. */
export class LeftoverError extends UserError {}

/** A baseline, or a list of accepted rows, cannot be made, read or compared. */
export class BaselineError extends UserError {}

/** The package with a second version of the messages cannot be read. */
export class ProtoPackageError extends UserError {
  /** Option that named the package. */
  readonly option: string;

  constructor(option: string, place: string, wrong: string) {
    super(
      `${option} is ${JSON.stringify(place)}, ${wrong}: give ${option} a folder in which npm install @zitadel/proto@VERSION was run, or the name of an installed alias.`,
    );
    this.option = option;
  }
}

/** A file is no conformance statement. */
export class StatementError extends UserError {}

/** There is nothing to report on, or the report cannot be made. */
export class ReportError extends UserError {}

/**
 * Closes what was opened before an error, and returns the error to throw: what could not be removed stands beside the
 * reason, and does not replace it.
 */
export async function afterClosing(error: unknown, close: () => Promise<void>): Promise<unknown> {
  try {
    await close();
    return error;
  } catch (left) {
    if (!(left instanceof LeftoverError) || !(error instanceof BlockedError)) return error;
    return new BlockedError(`${error.message}\n${left.message}`);
  }
}
