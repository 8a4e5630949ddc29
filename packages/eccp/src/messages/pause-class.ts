/** A break is chosen by the agent, a hold comes with a parked call (ECCP §9 pausestart). */
export type PauseClass = 'break' | 'hold';

export function pauseClassOf(text: string | undefined): PauseClass {
  return text === 'hold' ? 'hold' : 'break';
}
