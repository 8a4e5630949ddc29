import { expect, onTestFinished, TestRunner } from 'vitest';
import type { Key } from './catalogue.js';
import { Observer, type ObserverOptions } from './observer.js';

declare module 'vitest' {
  interface TaskMeta {
    /** Entries of the catalogue that a live server has sent in this test. */
    eccp?: Key[];
  }
}

const MOST_COMPLAINTS = 10;

/**
 * An observer that belongs to the running test: what it sees is noted as evidence, and the test fails when it is over if the
 * server has sent anything objectionable. Tests that run side by side can't be told apart here.
 */
export function observeForTest(options: ObserverOptions): Observer {
  const test = TestRunner.getCurrentTest();
  if (test === undefined || test.concurrent === true) {
    throw new Error('Evidence belongs to a test that runs by itself: connect in the test or in beforeEach.');
  }
  test.meta.eccp ??= [];
  const noted = test.meta.eccp;
  const observer = new Observer({
    ...options,
    onShown: (key) => {
      if (!noted.includes(key)) noted.push(key);
    },
  });
  onTestFinished(() => checkObserver(observer));
  return observer;
}

/** Fails if anything that the server has sent so far is objectionable. */
export function checkObserver(observer: Observer): void {
  expect(observer.complaints.slice(0, MOST_COMPLAINTS)).toEqual([]);
}
