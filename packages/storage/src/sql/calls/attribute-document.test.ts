import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeDocument, attributesOf } from './attribute-document.js';

const NAME = { label: 'Name', value: 'Ana "la" Ñu\\ñez', order: 1 };
const CITY = { label: 'City', value: 'Lugo', order: 2 };

describe('the document of attributes', () => {
  it.each([
    ['of an upgrade', JSON.stringify({ Name: NAME.value, City: 'Lugo' })],
    ['of an upload', JSON.stringify({ 1: ['Name', NAME.value], 2: ['City', 'Lugo'] })],
    ['of an upload in another order', JSON.stringify({ 2: ['City', 'Lugo'], 1: ['Name', NAME.value] })],
    ['of an upload that counts from 0', JSON.stringify({ 0: ['Name', NAME.value], 1: ['City', 'Lugo'] })],
    [
      'of an upload that is a list',
      JSON.stringify([
        ['Name', NAME.value],
        ['City', 'Lugo'],
      ]),
    ],
  ])('%s is read', (_, document) => {
    expect(attributesOf(document)).toEqual([NAME, CITY]);
  });

  it('of an upgraded file without headings has numbers for labels', () => {
    expect(attributesOf('{"1":"Ana","2":"Lugo"}')).toEqual([
      { label: '1', value: 'Ana', order: 1 },
      { label: '2', value: 'Lugo', order: 2 },
    ]);
    // JSON.parse has whole numbers first.
    expect(attributesOf('{"Name":"Ana","2":"Lugo"}')).toEqual([
      { label: 'Name', value: 'Ana', order: 1 },
      { label: '2', value: 'Lugo', order: 2 },
    ]);
  });

  it.each([
    ['{"Name":"Ana","City":"Lugo","Comment":"call in the mor'],
    ['{"Name":"Ana","City":"Lugo","Com'],
    ['{"Name":"Ana","City":"Lugo"'],
  ])('that was cut short still tells its whole pairs: %s', (document) => {
    expect(attributesOf(document)).toEqual([{ ...NAME, value: 'Ana' }, CITY]);
  });

  it.each([[null], [''], ['{}'], ['[]'], ['null'], ['42'], ['no JSON at all'], ['{']])(
    'that tells nothing is no failure: %s',
    (document) => {
      expect(attributesOf(document)).toEqual([]);
    },
  );

  it('has texts for whatever else its values are', () => {
    expect(attributesOf('{"1":["Age",42],"2":["Debt",null],"3":["Only a label"],"4":{"a":[1]}}')).toEqual([
      { label: 'Age', value: '42', order: 1 },
      { label: 'Debt', value: '', order: 2 },
      { label: 'Only a label', value: '', order: 3 },
      { label: '4', value: '{"a":[1]}', order: 4 },
    ]);
  });

  it('is read as it was written', () => {
    assert(
      property(array(string({ unit: 'binary' })), (values) => {
        const attributes = values.map((value, index) => ({ label: `${value}?`, value, order: index + 1 }));
        expect(attributesOf(attributeDocument(attributes))).toEqual(attributes);
      }),
    );
  });
});
