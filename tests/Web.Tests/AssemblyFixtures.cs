using Experiments.Testing.Postgres;
using Experiments.Web.Tests.Page;

[assembly: AssemblyFixture(typeof(SharedPostgres))]
[assembly: AssemblyFixture(typeof(Chromium))]
