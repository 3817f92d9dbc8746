/** An element with the line and character (from 1) at which its tag ends. Namespace prefixes are taken off. */
export interface XmlElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: (XmlElement | string)[];
  line: number;
  character: number;
  parent?: XmlElement;
}

/** What of a document is refused as too much. */
export interface XmlLimits {
  maxDepth: number;
  maxNodes: number;
}
