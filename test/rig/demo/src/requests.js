// Requests to a server that is sometimes busy.
const BUSY = 503;

export function isBusy(response) {
  return response.status === BUSY;
}

// retry a request, with a pause that doubles
