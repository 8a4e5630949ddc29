import type { CallAttribute } from '@openeccp/core';

/** A column of an uploaded file: what it is called, and where it stood. */
interface Column {
  readonly label: string;
  readonly value: string;
  /** Undefined where nothing says it. */
  readonly order: number | undefined;
}

/**
 * Reads what databases with lists keep of a contact, a JSON document of two shapes: `{"label": "value", …}` as an upgrade
 * wrote it, or `{"number": ["label", "value"], …}` as uploads do (database.md §3.2). An upgrade may have cut it short or
 * left quotes as they were; of such a document the whole pairs count.
 */
export function attributesOf(document: string | null): readonly CallAttribute[] {
  if (document === null || document === '') return [];
  const parsed = parse(document);
  return numbered(parsed === undefined ? wholePairs(document) : columnsOf(parsed));
}

/** The document of attributes in the shape of uploads. */
export function attributeDocument(attributes: readonly CallAttribute[]): string {
  const entries = attributes.map(({ label, value, order }) => [String(order), [label, value]] as const);
  return JSON.stringify(Object.fromEntries(entries));
}

/** Undefined where it is no JSON object or array. */
function parse(document: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(document);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function columnsOf(parsed: object): readonly Column[] {
  return Object.entries(parsed).map(([key, value]: [string, unknown]) => {
    const order = /^\d+$/.test(key) ? Number(key) : undefined;
    if (!Array.isArray(value)) return { label: key, value: textOf(value), order };
    return { label: textOf(value[0]), value: textOf(value[1]), order };
  });
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

const PAIR = /"((?:[^"\\]|\\.)*)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;

function wholePairs(document: string): readonly Column[] {
  return [...document.matchAll(PAIR)].map(([, label = '', value = '']) => ({
    label: unescaped(label),
    value: unescaped(value),
    order: undefined,
  }));
}

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

/** Numbers columns from 1, D-11: by their own number where they have one, the others by the numbers that are left. */
function numbered(columns: readonly Column[]): readonly CallAttribute[] {
  const shift = columns.some(({ order }) => order === 0) ? 1 : 0;
  const taken = new Set(columns.flatMap(({ order }) => (order === undefined ? [] : [order + shift])));
  let next = 0;
  const following = (): number => {
    do next++;
    while (taken.has(next));
    return next;
  };
  return columns
    .map(({ label, value, order }) => ({
      label,
      value,
      order: order === undefined ? following() : order + shift,
    }))
    .toSorted((one, other) => one.order - other.order);
}
