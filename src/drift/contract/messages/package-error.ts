/** The package with a second version of the messages cannot be read. One sentence: the option, what is wrong, what to do. */
export class ProtoPackageError extends Error {
  /** Option that named the package. */
  readonly option: string;

  constructor(option: string, place: string, wrong: string) {
    super(
      `${option} is ${JSON.stringify(place)}, ${wrong}: give ${option} a folder in which npm install @zitadel/proto@VERSION was run, or the name of an installed alias.`,
    );
    this.name = "ProtoPackageError";
    this.option = option;
  }
}
