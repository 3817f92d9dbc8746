import { posix } from 'node:path';
import { htmlText } from '../html-text';
import type { LazyMap } from '../source/lazy-map';
import { elements, type XmlElement } from '../xml';

/** The name of an element as QTI 2 spells it: `qti-choice-interaction` is `choiceInteraction`. */
export function canonical(name: string): string {
  const bare = name.startsWith('qti-') ? name.slice(4) : name;
  return bare.replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase());
}

/** An attribute by its QTI 2 name, also where QTI 3 writes it with hyphens. */
export function attribute(e: XmlElement, name: string): string | undefined {
  return e.attributes.get(name) ?? e.attributes.get(name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`));
}

/** Elements below with that QTI 2 name, in document order. */
export function all(parent: XmlElement, test: (name: string) => boolean): XmlElement[] {
  const found: XmlElement[] = [];
  const walk = (e: XmlElement) => {
    for (const child of elements(e)) {
      if (test(canonical(child.name))) found.push(child);
      walk(child);
    }
  };
  walk(parent);
  return found;
}
export const first = (parent: XmlElement, name: string): XmlElement | undefined =>
  all(parent, (n) => n === name)[0];

const escaped = (text: string) =>
  text.replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'));

/** An element's content as HTML, what `leaveOut` names left out; pictures of any kind become `img`. */
function html(e: XmlElement, leaveOut: (name: string, e: XmlElement) => boolean): string {
  return e.children
    .map((child) => {
      if (typeof child === 'string') return escaped(child);
      const name = canonical(child.name);
      if (leaveOut(name, child)) return '';
      const data = child.attributes.get('data') ?? child.attributes.get('src');
      const isPicture =
        name === 'img' || (name === 'object' && (child.attributes.get('type') ?? '').startsWith('image/'));
      if (isPicture && data !== undefined) return `<img src="${escaped(data).replaceAll('"', '&quot;')}">`;
      const tag = /^(?:p|br|div|li|ul|ol|table|tr|td|th|h[1-6]|blockquote|pre)$/.test(name) ? name : 'span';
      const block = ['prompt', 'simpleChoice'].includes(name) ? 'p' : tag;
      return block === 'br' ? '<br>' : `<${block}>${html(child, leaveOut)}</${block}>`;
    })
    .join('');
}

/** What a candidate reads in an element, and the pictures in it as referred to. */
export function reading(
  e: XmlElement,
  leaveOut: (name: string, e: XmlElement) => boolean,
): { text: string; pictures: string[] } {
  return htmlText(html(e, leaveOut));
}

/** Finds the bytes of a referred-to picture among the files beside an item and gives it a name of its own. */
export function pictureTaker(beside: ReadonlyMap<string, Buffer>, media: LazyMap<Uint8Array>) {
  return (reference: string, itemPath: string): string => {
    const clean = decoded(reference.replace(/[?#].*$/, '')).replaceAll('\\', '/');
    const path = posix.normalize(posix.join(posix.dirname(itemPath), clean)).replace(/^\/+/, '');
    const found = [path, clean.replace(/^\/+/, '')].find((p) => beside.has(p));
    if (found === undefined) return reference;
    const base = posix
      .basename(path)
      .replace(/[^\p{L}\p{N}_.-]+/gu, '-')
      .replace(/^[.-]+/, '_');
    for (const name of [
      base,
      `${posix.dirname(path).replace(/[^\p{L}\p{N}]+/gu, '-')}-${base}`.replace(/^-+/, ''),
    ]) {
      const there = media.get(name);
      if (there && !beside.get(found)?.equals(there)) continue;
      media.link(name, () => beside.get(found));
      return name;
    }
    return reference;
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
