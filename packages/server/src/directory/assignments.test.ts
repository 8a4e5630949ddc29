import type { AmiClient, AmiCommand } from '@openeccp/ami';
import type { AgentName } from '@openeccp/core';
import { describe, expect, it } from 'vitest';
import { parseQueuePenalties, readAssignments } from './assignments.js';

const AGENTS = ['PJSIP/101', 'SIP/101', 'IAX2/7', 'Agent/412'] as AgentName[];

/** What `database show QPENALTY` prints. */
const LINES = [
  '/QPENALTY/9000/agents/P101                        : 0                        ',
  '/QPENALTY/9000/agents/S101                        : 2',
  '/QPENALTY/9100/agents/P101                        : 5',
  '/QPENALTY/sales_de/agents/I7                      : 10',
  '/QPENALTY/9000/dynmemberonly                      : no',
  '/QPENALTY/9000/agents/A412                        : 0',
  '/QPENALTY/9000/agents/P999                        : 0',
  '/QPENALTY/9000/agents/P101/extra                  : 0',
  '/AMPUSER/101/cidname                              : /QPENALTY/1/agents/P101 : 0',
  '6 results found.',
  '',
];

function plain(assignments: ReadonlyMap<AgentName, ReadonlyMap<string, number>> | undefined) {
  return assignments && Object.fromEntries([...assignments].map(([name, map]) => [name, [...map]]));
}

function answering(answer: AmiCommand): AmiClient {
  return { command: async () => answer } as unknown as AmiClient;
}

describe('queue penalties of the PBX', () => {
  it('are told apart by the letter of the technology; the rest of the tree is not for us', () => {
    expect(plain(parseQueuePenalties(LINES, AGENTS))).toEqual({
      'PJSIP/101': [
        ['9000', 0],
        ['9100', 5],
      ],
      'SIP/101': [['9000', 2]],
      'IAX2/7': [['sales_de', 10]],
    });
  });

  it('are completed by the configuration, which wins', async () => {
    const configured = new Map([['PJSIP/101' as AgentName, new Map([['8000', 1]])]]);
    const client = answering({ kind: 'output', lines: LINES });
    expect(plain(await readAssignments(client, configured, AGENTS))).toEqual({
      'PJSIP/101': [['8000', 1]],
      'SIP/101': [['9000', 2]],
      'IAX2/7': [['sales_de', 10]],
    });
  });

  it('are unknown, not empty, when Asterisk does not answer', async () => {
    const client = answering({ kind: 'timeout', afterMs: 5000, sent: true });
    expect(await readAssignments(client, new Map(), AGENTS)).toBeUndefined();
  });
});
