interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Beside the page, as a service worker reigns over its own folder only. */
const path = './service-worker.js';

/**
 * Has the browser keep the page, so that it opens without a network from the next visit on. It never
 * reloads anything: what a host without the two headers lacks is there the next time, too.
 */
export async function keepOffline(): Promise<void> {
  // None in development, in some private windows, and where the page is not served securely.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('segue-offline', {
    createScriptURL(url) {
      if (url !== path) throw new TypeError('Only the page’s own service worker may be started.');
      return url;
    },
  });
  try {
    await navigator.serviceWorker.register(policy?.createScriptURL(path) ?? path);
  } catch {
    // Then it needs the network each time, as any page.
  }
}
