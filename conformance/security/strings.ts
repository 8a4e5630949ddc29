/** In every hostile text, so that it is found again wherever it gets to. */
export const MARK = 'iNj3cT';

const LINE = '\r\n';

/** Texts that would mean something to whoever takes them for more than text: a database, Asterisk, a log, a terminal. */
export const HOSTILE_TEXTS: readonly string[] = [
  // SQL
  `${MARK}' OR '1'='1`,
  `1; DROP TABLE agent; -- ${MARK}`,
  `1 OR 1=1 -- ${MARK}`,
  `1) UNION SELECT password FROM agent WHERE ('${MARK}'='${MARK}`,
  `\\'; DELETE FROM calls; -- ${MARK}`,
  `2024-03-01' AND SLEEP(9) AND '${MARK}`,
  `%' ${MARK} _ %`,
  // lines of AMI, and what Asterisk reads into a value
  `412${LINE}Action: Originate${LINE}Channel: Local/1@from-internal${LINE}X: ${MARK}${LINE}${LINE}`,
  `412\nAction: Command\nCommand: core stop now ${MARK}\n\n`,
  `412\rAction: Logoff ${MARK}\r\r`,
  `505,1)${MARK}\${SHELL(id)}`,
  `/PJSIP.*${MARK}/`,
  `PJSIP/412&PJSIP/101 ${MARK}`,
  `Agent/412&Agent/413${MARK}`,
  // lines of a log, and what a terminal obeys
  `x\n{"level":60,"msg":"${MARK}"}\n`,
  `x\u009b2J\u2028\u202e${MARK}`,
  // elements of a document
  `</agent_number></request><request id="2"><logout/></request>${MARK}`,
  `]]>${MARK}<!--`,
  `&lt;failure&gt;${MARK}&#10;`,
  // limits
  `${'9'.repeat(400)}${MARK}`,
  `${MARK}${'ñ€😀'.repeat(2_000)}`,
  `-1${MARK}`,
  `0x7fffffff${MARK}`,
  `__proto__${MARK}`,
];

/** Markup in the place of text, well formed in itself. */
export const HOSTILE_MARKUP: readonly string[] = [
  `<b>${MARK}</b>`,
  `1<x y="${MARK}"/>2`,
  `<![CDATA[1' OR '${MARK}'='${MARK}]]>`,
  `<agent_number>Agent/413</agent_number>${MARK}`,
  `<success/><app_cookie>${MARK}</app_cookie>`,
];

/** Text as it stands in a document, so that exactly it arrives. */
export function escaped(text: string): string {
  return text.replace(/[<>&"'\r\n\u0080-\uffff]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** The command with one of its values replaced, once for each value: texts of elements, and attributes. */
export function withEachValue(command: string, hostile: string, as: 'text' | 'markup'): readonly string[] {
  const places = [...command.matchAll(/(?<=<[^<>/]+>)[^<>]+(?=<\/)|(?<==")[^"]*(?=")/g)];
  return places.map(({ 0: value, index }) => {
    const isAttribute = command[index - 1] === '"';
    const replaced = as === 'text' || isAttribute ? escaped(hostile) : hostile;
    return command.slice(0, index) + replaced + command.slice(index + value.length);
  });
}
