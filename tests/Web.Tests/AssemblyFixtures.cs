using Experiments.Testing.Postgres;

[assembly: AssemblyFixture(typeof(SharedPostgres))]
