/** What Node's codes for certificates mean, as the end of a sentence. */
const TROUBLES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody known vouches for the one that signed it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate of the one that signed it was not sent along',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate of the one that signed it was not sent along',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'nobody known vouches for the one that signed it',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_REVOKED: 'it was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
  HOSTNAME_MISMATCH: 'it is for another name',
};

/** @param detail of a failed connection. @returns null when it is about something else */
export function certificateTrouble(detail: string): string | null {
  const code = Object.keys(TROUBLES).find((known) => detail.includes(known));
  return code === undefined ? null : `${TROUBLES[code]} (${code})`;
}
