import type { Position } from '../../model/issue';
import type { JsonDocument } from './json-document';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object and no list. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const INDEX = /^(?:0|[1-9]\d*)$/;

/** A list or object of a document with its way there, so that its place can be told when somebody asks. */
export class JsonSpot {
  readonly value: unknown;
  private readonly document: JsonDocument;
  private readonly parent: JsonSpot | undefined;
  private readonly step: string | number;
  constructor(value: unknown, document: JsonDocument, parent?: JsonSpot, step: string | number = '') {
    this.value = value;
    this.document = document;
    this.parent = parent;
    this.step = step;
  }

  child(step: string | number): JsonSpot {
    return new JsonSpot((this.value as JsonObject)[step], this.document, this, step);
  }
  private path(): (string | number)[] {
    return this.parent ? [...this.parent.path(), this.step] : [];
  }
  /** Keys in the order of the document; those of a list are none. */
  keys(): readonly string[] {
    if (!isObject(this.value)) return [];
    const keys = Object.keys(this.value);
    // Keys that are numbers come first in an object, wherever they stand in the text.
    return keys[0] !== undefined && INDEX.test(keys[0]) ? this.document.keys(this.path()) : keys;
  }
  /** Lists' items and objects' members, in the order of the document. */
  children(): JsonSpot[] {
    const { value } = this;
    return Array.isArray(value) ? value.map((_, i) => this.child(i)) : this.keys().map((k) => this.child(k));
  }
  /** The place of this or of a value in it, by its steps from here; `field` names it for people. */
  at(field: string, ...steps: (string | number)[]): Position {
    const position = this.document.position([...this.path(), ...steps]);
    return field === '' ? position : { ...position, field };
  }
}
