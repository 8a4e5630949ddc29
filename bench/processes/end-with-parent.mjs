// Loaded before the server: whoever started it may be killed at any moment, and nothing is to stay behind.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
