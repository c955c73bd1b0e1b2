// An organisation's identity provider for tests: a real one, with its own pages, on this machine.
// Arguments: the module of oidc-provider, the port. Prints "ready" once it answers.
const [, , module, port] = process.argv;
const { default: Provider } = await import(module);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "tinnhiem",
      client_secret: "a-secret-of-this-test-only",
      // A native client may come back to any port of this machine.
      application_type: "native",
      token_endpoint_auth_method: "client_secret_basic",
      redirect_uris: ["http://localhost/dang-nhap/co-quan/ve"],
    },
  ],
  pkce: { required: () => true },
  cookies: { keys: ["only for tests"] },
  features: { devInteractions: { enabled: true } },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
