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
