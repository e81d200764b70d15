'use strict';
// The debugging protocol over Chromium's pipe (file descriptors 3 and 4): nothing listens on a port for it.
const { EventEmitter } = require('node:events');

class Session extends EventEmitter {
  constructor(connection, id) {
    super();
    this.connection = connection;
    this.id = id;
    this.setMaxListeners(0);
  }

  send(method, params = {}) {
    return this.connection.send({ sessionId: this.id, method, params });
  }
}

class Connection {
  constructor(write, read) {
    this.write = write;
    this.count = 0;
    this.pending = new Map();
    this.sessions = new Map();
    this.closed = false;
    this.root = this.session(undefined);
    let parts = [];
    read.on('data', (chunk) => {
      let rest = chunk;
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        parts.push(rest.subarray(0, end));
        const text = Buffer.concat(parts).toString();
        parts = [];
        rest = rest.subarray(end + 1);
        this.receive(JSON.parse(text));
      }
      if (rest.length > 0) parts.push(rest);
    });
    for (const stream of [read, write]) stream.on('error', () => this.end());
    read.on('close', () => this.end());
  }

  end() {
    this.closed = true;
    for (const { reject } of this.pending.values()) reject(new Error('Chromium closed the connection.'));
    this.pending.clear();
  }

  session(id) {
    const known = this.sessions.get(id) ?? new Session(this, id);
    this.sessions.set(id, known);
    return known;
  }

  send({ sessionId, method, params }) {
    if (this.closed) return Promise.reject(new Error('Chromium closed the connection.'));
    this.count += 1;
    const id = this.count;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, method });
      const message = { id, method, params, ...(sessionId === undefined ? {} : { sessionId }) };
      this.write.write(`${JSON.stringify(message)}\0`);
    });
  }

  receive({ id, sessionId, method, params, result, error }) {
    if (id === undefined) {
      this.sessions.get(sessionId)?.emit(method, params);
      return;
    }
    const call = this.pending.get(id);
    this.pending.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(`${call.method}: ${error.message}`));
  }
}

module.exports = { Connection };
