/** A setting is missing or wrong. The message is one sentence that names the setting and the remedy. */
export class SettingError extends Error {
  /** Name of the setting, as in the environment. */
  readonly setting: string;

  constructor(setting: string, message: string) {
    super(message);
    this.name = "SettingError";
    this.setting = setting;
  }
}
