import type { KnownAgent } from '../messages/known-agent.js';
import type { FloorNews } from './floor-news.js';

/**
 * The agents as the server sees them, kept up to date by what {@link EccpClient.follow} tells.
 *
 * @example
 * const view = new AgentsView();
 * for await (const news of client.follow()) {
 *   view.take(news);
 *   draw(view.agents.get('Agent/412')?.state.status);
 * }
 */
export class AgentsView {
  readonly #agents = new Map<string, KnownAgent>();

  get agents(): ReadonlyMap<string, KnownAgent> {
    return this.#agents;
  }

  take(news: FloorNews): void {
    if (news.kind === 'snapshot') {
      this.#agents.clear();
      for (const agent of news.agents) this.#agents.set(agent.agentNumber, agent);
    } else if (news.event.kind === 'agentstate') {
      const { agentNumber, known } = news.event;
      if (known === undefined) this.#agents.delete(agentNumber);
      else this.#agents.set(agentNumber, known);
    }
  }
}
