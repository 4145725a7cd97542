global using Experiments.Search.Tests.Support;
global using Experiments.Testing.GoldenFiles;
