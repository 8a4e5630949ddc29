export { type AmiField, AmiFieldError } from './codec/ami-field.js';
export { AmiMessage, type AmiMessageKind } from './codec/ami-message.js';
export { type AmiItem, AmiReader, type AmiReaderOptions } from './codec/ami-reader.js';
export { banner, bannerVersion } from './codec/banner.js';
export { encodeMessage } from './codec/encode-message.js';
