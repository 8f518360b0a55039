/** Data about a person that one part of the program keeps: what of it its owner takes along, and how it goes. */
export interface PersonalData {
  /** Key in the exported JSON, for example `comments`. */
  readonly name: string;
  export(accountKey: number): Promise<unknown>;
  /** Removes it, or what makes it personal; traces that others have built on may stay without a name. */
  erase(accountKey: number): Promise<void>;
}
