import { type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Fields } from '../../../domain/parsing/fields.ts';
import { type Asked, type Expectation, wordsIn } from './expectation.ts';

/**
 * `{country}`: whose numbers may be written without country code; left out, the country of the person's own number. Stores `+4930…`.
 * Possible numbers are enough: numbering plans change faster than any library.
 */
export function readPhoneExpectation(fields: Fields): Expectation {
  const country = fields.has('country') ? fields.oneOf('country', getCountries()) : undefined;
  return {
    kind: 'phone',
    accept(message, { contact }) {
      const number = parsePhoneNumberFromString(wordsIn(message) ?? '', optionsFor(country ?? countryOf(contact)));
      return number?.isPossible() ? number.number : undefined;
    },
  };
}

/** Only the whole text may be the number: not one that stands somewhere in a sentence. */
function optionsFor(country: CountryCode | undefined) {
  return { extract: false, ...(country !== undefined && { defaultCountry: country }) };
}

function countryOf({ phoneNumber }: Asked['contact']): CountryCode | undefined {
  return phoneNumber === undefined ? undefined : parsePhoneNumberFromString(`+${phoneNumber}`)?.country;
}
