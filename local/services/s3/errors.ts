/** The refusals of S3, each with the status and the words that AWS gives it. */
import { AwsError } from '../front/aws-error.js';

const refusal =
  (status: number, code: string, message: string) =>
  (...more: readonly string[]): AwsError =>
    new AwsError(code, [message, ...more].join(' '), status);

export const noSuchBucket = refusal(404, 'NoSuchBucket', 'The specified bucket does not exist.');
export const noSuchKey = refusal(404, 'NoSuchKey', 'The specified key does not exist.');
export const noSuchUpload = refusal(
  404,
  'NoSuchUpload',
  'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
);
export const invalidBucketName = refusal(400, 'InvalidBucketName', 'The specified bucket is not valid.');
export const bucketAlreadyOwned = refusal(
  409,
  'BucketAlreadyOwnedByYou',
  'Your previous request to create the named bucket succeeded and you already own it.',
);
export const bucketNotEmpty = refusal(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty.');
export const keyTooLong = refusal(400, 'KeyTooLongError', 'Your key is too long.');
export const invalidUri = refusal(400, 'InvalidURI', "Couldn't parse the specified URI.");
export const invalidArgument = (message: string): AwsError => new AwsError('InvalidArgument', message);
export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequest', message);
export const malformedXml = refusal(
  400,
  'MalformedXML',
  'The XML you provided was not well-formed or did not validate against our published schema.',
);
export const preconditionFailed = refusal(
  412,
  'PreconditionFailed',
  'At least one of the pre-conditions you specified did not hold.',
);
export const badDigest = (algorithm: string): AwsError =>
  new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
export const invalidDigest = refusal(400, 'InvalidDigest', 'The Content-MD5 you specified is not valid.');
export const payloadHashMismatch = refusal(
  400,
  'XAmzContentSHA256Mismatch',
  "The provided 'x-amz-content-sha256' header does not match what was computed.",
);
export const incompleteBody = refusal(
  400,
  'IncompleteBody',
  'You did not provide the number of bytes specified by the Content-Length HTTP header.',
);
export const entityTooLarge = refusal(
  400,
  'EntityTooLarge',
  'Your proposed upload exceeds the maximum allowed object size.',
);
export const entityTooSmall = refusal(
  400,
  'EntityTooSmall',
  'Your proposed upload is smaller than the minimum allowed size.',
);
export const invalidPart = refusal(
  400,
  'InvalidPart',
  'One or more of the specified parts could not be found. The part may not have been uploaded, ' +
    "or the specified entity tag may not match the part's entity tag.",
);
export const invalidPartOrder = refusal(
  400,
  'InvalidPartOrder',
  'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
);
export const metadataTooLarge = refusal(
  400,
  'MetadataTooLarge',
  'Your metadata headers exceed the maximum allowed metadata size.',
);
export const methodNotAllowed = refusal(
  405,
  'MethodNotAllowed',
  'The specified method is not allowed against this resource.',
);
export const slowDown = refusal(503, 'SlowDown', 'Please reduce your request rate.');
export const accessDenied = refusal(403, 'AccessDenied', 'Access Denied');

export const notImplemented = (what: string): AwsError =>
  new AwsError('NotImplemented', `The local S3 does not have ${what}.`, 501);

export const invalidRange = (size: number): AwsError =>
  new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, { 'content-range': `bytes */${size}` });

/** 507 and not 503: clients retry a 503, and no waiting makes room. */
export const outOfSpace = (why: string): AwsError => new AwsError('InsufficientStorage', why, 507);
